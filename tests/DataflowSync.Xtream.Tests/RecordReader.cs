using System.Buffers;

namespace DataflowSync.Xtream.Tests;

/// <summary>Reads a body as the engine does: bytes to records to items.</summary>
internal static class RecordReader
{
    private const int MaxRecordBytes = 4 << 20;

    /// <summary>Reads bytes that come in pieces of the given sizes, over and over.</summary>
    public static RecordResult Read(IRecordFormat format, byte[] body, params int[] pieces)
    {
        var result = new RecordResult();
        try
        {
            Frame(format, body, pieces, result);
        }
        catch (SourceException exception)
        {
            result.Error = exception.Error;
            result.Exception = exception;
        }

        return result;
    }

    /// <summary>Opens a step of a source and reads it to its end.</summary>
    public static async Task<RecordResult> ReadAsync(XtreamSource source, string step, CancellationToken cancellationToken = default)
    {
        var bytes = new MemoryStream();
        List<string> warnings = [];
        var found = source.Steps.Single(candidate => candidate.Name == step);
        try
        {
            await foreach (var body in source.OpenAsync(found, cancellationToken))
            {
                await using (body)
                {
                    await body.Content.CopyToAsync(bytes, cancellationToken);
                    warnings.AddRange(body.Warnings);
                }
            }
        }
        catch (SourceException exception)
        {
            return new RecordResult { Error = exception.Error, Exception = exception };
        }

        var result = Read(found.Format, bytes.ToArray());
        result.Warnings.AddRange(warnings);
        return result;
    }

    private static void Frame(IRecordFormat format, byte[] body, int[] pieces, RecordResult result)
    {
        var framer = format.CreateFramer(MaxRecordBytes, maxRecordDepth: 64);
        var item = new ItemBuilder(format);
        byte[] unread = [];
        var given = 0;
        var piece = 0;
        while (true)
        {
            var size = pieces.Length == 0 ? body.Length : Math.Clamp(pieces[piece++ % pieces.Length], 1, body.Length - given);
            var chunk = body.AsMemory(given, Math.Min(size, body.Length - given));
            given += chunk.Length;
            var buffer = Sequence.Of(unread, chunk);
            while (true)
            {
                var status = framer.TryRead(ref buffer, given == body.Length, out var frame);
                if (status == FrameStatus.NeedMoreData)
                {
                    break;
                }

                if (status == FrameStatus.End)
                {
                    result.Warnings.AddRange(framer.Warnings);
                    return;
                }

                result.Add(format, frame, item);
            }

            unread = buffer.ToArray();
        }
    }
}
