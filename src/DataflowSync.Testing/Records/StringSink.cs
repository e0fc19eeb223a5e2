using System.Globalization;
using System.Text;

namespace DataflowSync.Testing.Records;

/// <summary>Composes texts as strings.</summary>
internal sealed class StringSink : ITextSink
{
    private readonly StringBuilder _text = new();

    public void Add(Fragment fragment) => _text.Append(fragment.Text);

    public void AddNumber(long value) => _text.Append(value.ToString(CultureInfo.InvariantCulture));

    public void AddToken(ulong bits)
    {
        Span<byte> token = stackalloc byte[RecordWriter.TokenLength];
        RecordWriter.FormatToken(bits, token);
        _text.Append(Encoding.ASCII.GetString(token));
    }

    public string Take()
    {
        string text = _text.ToString();
        _text.Clear();
        return text;
    }
}
