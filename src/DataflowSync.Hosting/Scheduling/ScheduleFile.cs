using System.Text.Json;
using DataflowSync.Hosting.Telemetry;

namespace DataflowSync.Hosting.Scheduling;

/// <summary>
/// The scheduler's memory as one small file. It is replaced as a whole: after a crash it is the old or the new one. No secret is in it.
/// </summary>
internal sealed class ScheduleFile(string dataDirectory, HostingLog log) : IScheduleMemory
{
    /// <summary>Beside the directories of the profiles.</summary>
    public const string Name = "scheduler.json";

    private const long MaxBytes = 256L << 20;

    private readonly string _path = Path.Combine(Path.GetFullPath(dataDirectory), Name);
    private bool _hasFailed;

    public (ScheduleDocument? Document, bool IsDamaged) Read()
    {
        try
        {
            using var stream = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > MaxBytes)
            {
                return Damaged("it is too large");
            }

            var document = JsonSerializer.Deserialize(stream, ScheduleJson.Default.ScheduleDocument);
            return document is { FormatVersion: ScheduleDocument.Version } && document.Profiles.Values.All(kinds => kinds?.Values.All(kind => kind is not null) == true)
                ? (document, false)
                : Damaged("its format is not known");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, false);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return Damaged(exception.GetType().Name);
        }
    }

    public void Write(ScheduleDocument document)
    {
        var temporary = _path + ".tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            using (var file = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
            {
                RandomAccess.Write(file, JsonSerializer.SerializeToUtf8Bytes(document, ScheduleJson.Default.ScheduleDocument), fileOffset: 0);
                RandomAccess.FlushToDisk(file);
            }

            // The directory is not flushed: should a power loss bring the old file back, what came after it is at worst fetched twice.
            File.Move(temporary, _path, overwrite: true);
            _hasFailed = false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!_hasFailed)
            {
                log.MemoryNotWritten(Name, exception.GetType().Name);
            }

            _hasFailed = true;
        }
    }

    private (ScheduleDocument? Document, bool IsDamaged) Damaged(string reason)
    {
        log.MemoryDamaged(Name, reason);
        return (null, true);
    }
}
