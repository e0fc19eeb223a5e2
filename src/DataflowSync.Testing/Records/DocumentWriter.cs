using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataflowSync.Testing.Records;

/// <summary>Writes expected documents: fields without a value are left out.</summary>
internal sealed class DocumentWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private readonly Utf8JsonWriter _json;

    public DocumentWriter()
    {
        _json = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Scratch space for the texts of a document.</summary>
    public StringSink Sink { get; } = new();

    public string Write(RecordFormat format, Item item)
    {
        _bytes.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        format.WriteDocument(this, item);
        _json.WriteEndObject();
        _json.Flush();
        return Encoding.UTF8.GetString(_bytes.WrittenSpan);
    }

    public void Number(string name, long value) => _json.WriteNumber(name, value);

    public void Number(string name, decimal value) => _json.WriteNumber(name, value);

    /// <summary>A number that is left out when it is 0 or negative.</summary>
    public void PositiveNumber(string name, long value)
    {
        if (value > 0)
        {
            _json.WriteNumber(name, value);
        }
    }

    public void Tenths(string name, int tenths)
    {
        if (tenths % 10 == 0)
        {
            Number(name, tenths / 10);
        }
        else
        {
            Number(name, tenths / 10m);
        }
    }

    public void Flag(string name, bool value) => _json.WriteBoolean(name, value);

    public void Text(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _json.WriteString(name, value);
        }
    }

    public void Texts(string name, IEnumerable<string> values)
    {
        bool started = false;
        foreach (string value in values)
        {
            if (!started)
            {
                _json.WriteStartArray(name);
                started = true;
            }

            _json.WriteStringValue(value);
        }

        if (started)
        {
            _json.WriteEndArray();
        }
    }

    public void Categories(ItemCategories categories) =>
        Texts("categoryIds", Enumerable.Range(0, categories.Count).Select(i => categories[i].ToString(CultureInfo.InvariantCulture)));

    public void Dispose() => _json.Dispose();
}
