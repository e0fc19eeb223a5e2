using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataflowSync.LiteDb.Pointer;

/// <summary>A profile id as its text.</summary>
internal sealed class ProfileIdConverter : JsonConverter<ProfileId>
{
    public override ProfileId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return new ProfileId(reader.GetString()!);
        }
        catch (ArgumentException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, ProfileId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
