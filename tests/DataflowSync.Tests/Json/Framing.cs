using System.Text;
using DataflowSync.Tests.Engine;

namespace DataflowSync.Tests.Json;

/// <summary>Frames bodies that come at once or in pieces.</summary>
internal static class Framing
{
    private static readonly ThingFormat Format = new();

    public static (List<FrameCopy> Frames, SyncError? Error) Read(
        string body, int maxRecordBytes = 1 << 20, int chunk = int.MaxValue, Random? random = null, int maxDepth = 64) =>
        Read(Encoding.UTF8.GetBytes(body), maxRecordBytes, chunk, random, maxDepth);

    public static (List<FrameCopy> Frames, SyncError? Error) Read(
        byte[] bytes, int maxRecordBytes = 1 << 20, int chunk = int.MaxValue, Random? random = null, int maxDepth = 64) =>
        Read(bytes, out _, maxRecordBytes, chunk, random, maxDepth);

    /// <summary>Reads a body in chunks of one size; with a random source, each comes in several segments.</summary>
    public static (List<FrameCopy> Frames, SyncError? Error) Read(
        byte[] bytes,
        out IReadOnlyList<string> warnings,
        int maxRecordBytes = 1 << 20,
        int chunk = int.MaxValue,
        Random? random = null,
        int maxDepth = 64)
    {
        var frames = new List<FrameCopy>();
        warnings = [];
        var framer = Format.CreateFramer(maxRecordBytes, maxDepth);
        var available = 0;
        var consumed = 0;
        try
        {
            while (true)
            {
                available = (int)Math.Min(bytes.Length, (long)available + chunk);
                var buffer = Segments.Of(bytes.AsMemory(consumed, available - consumed), random);
                FrameStatus status;
                while ((status = framer.TryRead(ref buffer, available == bytes.Length, out var frame)) == FrameStatus.Record)
                {
                    frames.Add(new FrameCopy(Encoding.UTF8.GetString(frame.Bytes), frame.Key, frame.Fingerprint, frame.Reject));
                }

                consumed = available - (int)buffer.Length;
                if (status == FrameStatus.End)
                {
                    warnings = framer.Warnings;
                    return (frames, null);
                }

                Assert.True(available < bytes.Length, "the framer wants more than the final bytes");
            }
        }
        catch (SourceException exception)
        {
            return (frames, exception.Error);
        }
    }
}
