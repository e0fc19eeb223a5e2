using DataflowSync.Fuzz.Reading;

namespace DataflowSync.Xtream.Tests;

/// <summary>Reads a body as the engine does: bytes to records to items.</summary>
internal static class RecordReader
{
    /// <summary>Reads bytes that come in pieces of the given sizes, over and over.</summary>
    public static RecordResult Read(IRecordFormat format, byte[] body, params int[] pieces)
    {
        var reading = ListReading.Of(format, body, Limits.Usual, new Cuts(pieces, pieces));
        var result = new RecordResult { Error = reading.Error, Exception = reading.Failure };
        var item = new ItemBuilder(format);
        foreach (var frame in reading.Frames)
        {
            result.Add(ItemChecks.Map(format, frame, item), item);
        }

        if (reading.Error is null)
        {
            result.Warnings.AddRange(reading.Warnings);
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
}
