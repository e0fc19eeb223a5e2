using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataflowSync.Perf.Contenders.Movies;

/// <summary>Reads a number that panels send as a number, as a text, or as an empty text.</summary>
internal sealed class LooseNumberConverter : JsonConverter<double?>
{
    public override double? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetDouble(),
        JsonTokenType.String when Utf8Parser.TryParse(reader.ValueSpan, out double value, out _) => value,
        _ => null,
    };

    public override void Write(Utf8JsonWriter writer, double? value, JsonSerializerOptions options) => throw new NotSupportedException();
}
