using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataflowSync.Server.Catalogs;

/// <summary>Writes a page of items. It is whole before a byte is sent, for a document may turn out to be damaged.</summary>
internal static class PageWriter
{
    /// <summary>Size above which a page ends early: documents may be of any size.</summary>
    private const int MaxBytes = 4 << 20;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <param name="snapshot">What is published.</param>
    /// <param name="dataset">Name of the dataset.</param>
    /// <param name="query">Which page.</param>
    /// <param name="path">Path of the request, for the address of the next page.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<ReadOnlyMemory<byte>> WriteAsync(
        CatalogSnapshot snapshot, string dataset, PageQuery query, string path, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var json = new Utf8JsonWriter(buffer, Options);
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            json.WriteNumber("version", snapshot.Version);
            json.WriteStartArray("items");
            var (shown, last, hasMore) = (0, string.Empty, false);
            await foreach (var item in snapshot.Dataset(dataset).BrowseAsync(query.ToBrowse(), cancellationToken).ConfigureAwait(false))
            {
                if (shown == query.Take || json.BytesCommitted + json.BytesPending > MaxBytes)
                {
                    hasMore = true;
                    break;
                }

                ItemJson.Write(json, item);
                (shown, last) = (shown + 1, item.Id);
            }

            json.WriteEndArray();
            json.WriteString("next", hasMore ? path + query.Next(last, shown) : null);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    public static async Task<ReadOnlyMemory<byte>> WriteAsync(CatalogItem item)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var json = new Utf8JsonWriter(buffer, Options);
        await using (json.ConfigureAwait(false))
        {
            ItemJson.Write(json, item);
        }

        return buffer.WrittenMemory;
    }
}
