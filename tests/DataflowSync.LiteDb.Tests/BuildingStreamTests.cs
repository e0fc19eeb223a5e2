using DataflowSync.LiteDb.Files;
using FsCheck;
using FsCheck.Xunit;

namespace DataflowSync.LiteDb.Tests;

public sealed class BuildingStreamTests : IDisposable
{
    private readonly StoreDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Property(MaxTest = 200)]
    public void Whatever_is_written_and_read_it_is_a_stream_and_its_sums_hold(DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var path = Path.Combine(_directory.Path, "file.db");
        using var expected = new MemoryStream();
        PageSums sums;
        using (var stream = new BuildingStream(new Disk(), path))
        {
            for (var i = 0; i < 30; i++)
            {
                Act(random, expected, stream);
                Assert.Equal(expected.Length, stream.Length);
            }

            sums = stream.Complete();
        }

        Assert.Equal(expected.ToArray(), File.ReadAllBytes(path));
        File.WriteAllBytes(path + PageSums.Extension, sums.ToBytes());
        using var file = VerifiedFile.Open(new Disk(), _directory.Path, new StoredFile("file.db", sums.Length, PageSums.Fingerprint(sums.ToBytes())));
        file.VerifyAll(CancellationToken.None);
        var part = new byte[random.Next((int)expected.Length + 1)];
        var offset = random.Next((int)expected.Length - part.Length + 1);
        file.ReadAt(offset, part);
        Assert.Equal(expected.ToArray()[offset..(offset + part.Length)], part);
    }

    private static void Act(Random random, MemoryStream expected, BuildingStream stream)
    {
        switch (random.Next(5))
        {
            case 0: // anywhere in what is there
                expected.Position = stream.Position = random.Next((int)expected.Length + 1);
                Write(random.Next(30));
                break;
            case 1: // a page in its place, or some pages further
                var pages = (int)(expected.Length / PageSums.PageSize);
                var isAligned = expected.Length % PageSums.PageSize == 0;
                expected.Position = stream.Position = (long)random.Next(pages + (isAligned ? 3 : 1)) * PageSums.PageSize;
                Write(PageSums.PageSize);
                break;
            case 2: // on at the end
                expected.Position = stream.Position = expected.Length;
                Write(random.Next(3 * PageSums.PageSize));
                break;
            case 3:
                var length = (long)random.Next((int)(expected.Length / PageSums.PageSize) + 1) * PageSums.PageSize;
                expected.SetLength(length);
                stream.SetLength(length);
                break;
            default:
                expected.Position = stream.Position = random.Next((int)expected.Length + 1);
                var part = new byte[Math.Min(random.Next(20_000), expected.Length - expected.Position)];
                var same = new byte[part.Length];
                expected.ReadExactly(part);
                stream.ReadExactly(same);
                Assert.Equal(part, same);
                break;
        }

        void Write(int count)
        {
            var bytes = new byte[count];
            random.NextBytes(bytes);
            expected.Write(bytes);
            stream.Write(bytes);
            Assert.Equal(expected.Position, stream.Position);
        }
    }
}
