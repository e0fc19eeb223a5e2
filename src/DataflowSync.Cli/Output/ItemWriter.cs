using System.Text.Encodings.Web;
using System.Text.Json;

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
        _json.WriteStartObject();
        foreach (var (name, value) in item.Fields)
        {
            _json.WritePropertyName(name);
            WriteValue(value);
        }

        _json.WriteEndObject();
        _json.Flush();
        _buffer.WriteByte((byte)'\n');
    }

    public async ValueTask DisposeAsync()
    {
        await _json.DisposeAsync();
        await _buffer.DisposeAsync();
    }

    private void WriteValue(object value)
    {
        switch (value)
        {
            case string text:
                _json.WriteStringValue(text);
                break;
            case long integer:
                _json.WriteNumberValue(integer);
                break;
            case double number:
                _json.WriteNumberValue(number);
                break;
            case bool flag:
                _json.WriteBooleanValue(flag);
                break;
            case IReadOnlyList<string> list:
                _json.WriteStartArray();
                foreach (var element in list)
                {
                    _json.WriteStringValue(element);
                }

                _json.WriteEndArray();
                break;
            default:
                throw new InvalidDataException($"A document holds a value of the unexpected type {value.GetType().Name}.");
        }
    }
}
