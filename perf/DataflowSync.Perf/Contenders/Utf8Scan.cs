using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace DataflowSync.Perf.Contenders;

/// <summary>
/// One strict pass of <see cref="Utf8JsonReader"/> that counts records and looks at nothing: the least that any JSON reader of
/// the framework does. Keeps, compares and stores nothing.
/// </summary>
internal sealed class Utf8Scan : IContender
{
    private const int BufferSize = 256 << 10;

    public async Task<Fetched> RunAsync(ContenderContext context, CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(
            await context.OpenListAsync(cancellationToken), new StreamPipeReaderOptions(bufferSize: BufferSize, minimumReadSize: BufferSize / 4));
        var state = new JsonReaderState();
        var records = 0L;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var consumed = Scan(result.Buffer, result.IsCompleted, ref state, ref records);
            reader.AdvanceTo(consumed, result.Buffer.End);
            if (result.IsCompleted)
            {
                break;
            }
        }

        await reader.CompleteAsync();
        return new Fetched(records);
    }

    private static SequencePosition Scan(in ReadOnlySequence<byte> buffer, bool isFinal, ref JsonReaderState state, ref long records)
    {
        var reader = new Utf8JsonReader(buffer, isFinal, state);
        while (reader.Read())
        {
            records += reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 1 ? 1 : 0;
        }

        state = reader.CurrentState;
        return reader.Position;
    }
}
