using System.Collections.Immutable;
using DataflowSync.Hosting.Scheduling;
using DataflowSync.Hosting.Telemetry;
using DataflowSync.Hosting.Tests.Setup;
using Microsoft.Extensions.Logging;

namespace DataflowSync.Hosting.Tests.Scheduling;

public sealed class ScheduleFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dataflowsync-schedule-");
    private readonly TestLog _log = new();
    private readonly ILoggerFactory _loggers;

    public ScheduleFileTests() => _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));

    private string FilePath => Path.Combine(_directory.FullName, "new", ScheduleFile.Name);

    [Fact]
    public void What_was_written_is_read_again()
    {
        var written = Document("home", 3, ScheduleWait.Guard);
        File().Write(written);

        var (read, isDamaged) = File().Read();

        Assert.False(isDamaged);
        Assert.Equal(written.Profiles["home"], read!.Profiles["home"]);
        Assert.Equal([ScheduleFile.Name], Directory.GetFiles(Path.GetDirectoryName(FilePath)!).Select(Path.GetFileName));
    }

    [Fact]
    public void Where_nothing_was_written_nothing_is_damaged() => Assert.Equal((null, false), File().Read());

    [Fact]
    public void A_file_that_ends_anywhere_before_its_end_is_damaged_and_told()
    {
        File().Write(Document("home", 0, ScheduleWait.Regular));
        var whole = System.IO.File.ReadAllBytes(FilePath);
        for (var length = 0; length < whole.Length - 1; length++)
        {
            System.IO.File.WriteAllBytes(FilePath, whole[..length]);
            Assert.Equal((null, true), File().Read());
        }

        Assert.Equal(whole.Length - 1, _log.Lines.Count(line => line.Id.Id == 207));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"formatVersion\":2,\"profiles\":{}}")]
    [InlineData("{\"formatVersion\":1,\"profiles\":null}")]
    [InlineData("{\"formatVersion\":1,\"profiles\":{\"home\":null}}")]
    [InlineData("{\"formatVersion\":1,\"profiles\":{\"home\":{\"movies\":null}}}")]
    [InlineData("{\"formatVersion\":1,\"profiles\":{\"home\":{\"movies\":{\"knownSince\":\"2026-01-01T00:00:00Z\"}}}}")]
    [InlineData("{\"formatVersion\":1,\"profiles\":{\"home\":{\"movies\":{\"knownSince\":\"2026-01-01T00:00:00Z\",\"nextDue\":\"soon\"}}}}")]
    public void A_file_that_holds_something_else_is_damaged(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        System.IO.File.WriteAllText(FilePath, content);

        Assert.Equal((null, true), File().Read());
    }

    [Fact]
    public void What_cannot_be_written_is_told_once_and_harms_nothing()
    {
        System.IO.File.WriteAllText(Path.Combine(_directory.FullName, "new"), "a file where the directory should be");
        var file = File();

        file.Write(Document("home", 0, ScheduleWait.Regular));
        file.Write(Document("home", 0, ScheduleWait.Regular));

        Assert.Equal(208, Assert.Single(_log.Lines).Id.Id);
    }

    public void Dispose()
    {
        _loggers.Dispose();
        _directory.Delete(recursive: true);
    }

    private static ScheduleDocument Document(string profile, int failures, ScheduleWait wait) => new()
    {
        Profiles = new Dictionary<string, ImmutableSortedDictionary<string, KindState>>
        {
            [profile] = ImmutableSortedDictionary<string, KindState>.Empty.Add("movies", new KindState
            {
                KnownSince = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
                LastSuccess = new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero),
                NextDue = DateTimeOffset.MaxValue,
                Failures = failures,
                Wait = wait,
            }),
        },
    };

    private ScheduleFile File() => new(Path.GetDirectoryName(FilePath)!, new HostingLog(_loggers.CreateLogger<DataflowSyncBuilder>()));
}
