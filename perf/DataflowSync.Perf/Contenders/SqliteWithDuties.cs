using System.Buffers;
using System.IO.Hashing;
using System.IO.Pipelines;
using System.Text.Json;
using DataflowSync.Perf.Contenders.Movies;

namespace DataflowSync.Perf.Contenders;

/// <summary>
/// <see cref="SqliteBulk"/> with what a DataflowSync generation holds besides documents: key, place in the provider's order and
/// fingerprint of each record in a ledger table, a row for each category of a movie, and one flush of the finished file. Like ours it reads
/// each record strictly before it maps it. Still without fingerprints of items, volatile ranges, mending, the guard, checksums and a count of
/// what can be read back.
/// </summary>
internal sealed class SqliteWithDuties : IContender
{
    private const int BufferSize = 256 << 10;

    public async Task<Fetched> RunAsync(ContenderContext context, CancellationToken cancellationToken)
    {
        var path = context.PathOf("movies.sqlite");
        var records = await LoadAsync(context, path, cancellationToken);
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
        return new Fetched(records);
    }

    private static async Task<long> LoadAsync(ContenderContext context, string path, CancellationToken cancellationToken)
    {
        await using var connection = Sqlite.Open(path, "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;" + MovieTables.Schema);
        await using var tables = new MovieTables(connection);
        var reader = PipeReader.Create(
            await context.OpenListAsync(cancellationToken), new StreamPipeReaderOptions(bufferSize: BufferSize, minimumReadSize: BufferSize / 4));
        var state = new JsonReaderState();
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var consumed = ReadRecords(result.Buffer, result.IsCompleted, ref state, tables);
            reader.AdvanceTo(consumed, result.Buffer.End);
            if (result.IsCompleted)
            {
                break;
            }
        }

        await reader.CompleteAsync();
        tables.Commit();
        Sqlite.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        return tables.Rows;
    }

    /// <summary>Reads the whole records of a buffer, each as its bytes and as a movie.</summary>
    private static SequencePosition ReadRecords(in ReadOnlySequence<byte> buffer, bool isFinal, ref JsonReaderState state, MovieTables tables)
    {
        var reader = new Utf8JsonReader(buffer, isFinal, state);
        while (true)
        {
            var before = reader;
            if (!reader.Read())
            {
                break;
            }

            if (reader.TokenType != JsonTokenType.StartObject)
            {
                continue;
            }

            var record = reader;
            if (!reader.TrySkip())
            {
                reader = before;
                break;
            }

            var bytes = buffer.Slice(record.TokenStartIndex, reader.BytesConsumed - record.TokenStartIndex);
            var raw = bytes.IsSingleSegment ? XxHash3.HashToUInt64(bytes.FirstSpan) : XxHash3.HashToUInt64(bytes.ToArray());
            tables.Insert(JsonSerializer.Deserialize(ref record, MovieJson.Default.MovieDto)!, (long)raw);
        }

        state = reader.CurrentState;
        return reader.Position;
    }
}
