using System.Text.Encodings.Web;
using System.Text.Json;
using DataflowSync.Server.Catalogs;

namespace DataflowSync.Cli.Output;

/// <summary>Writes items as JSON, one object a line.</summary>
internal sealed class ItemWriter(Stream output) : IAsyncDisposable
{
    private readonly BufferedStream _buffer = new(output, 256 << 10);

    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions
    {
        // The output is for other programs, not for a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    });

    public void Write(CatalogItem item)
    {
        _json.Reset(_buffer);
        ItemJson.Write(_json, item);
        _json.Flush();
        _buffer.WriteByte((byte)'\n');
    }

    public async ValueTask DisposeAsync()
    {
        await _json.DisposeAsync();
        await _buffer.DisposeAsync();
    }
}
