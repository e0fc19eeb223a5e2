using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace DataflowSync.Perf.Reading;

/// <summary>One number for all fields of a document, whether it was read or is what the provider says must be read.</summary>
internal static class ItemHash
{
    public static ulong Of(CatalogItem item)
    {
        ulong sum = 0;
        foreach (var (name, value) in item.Fields)
        {
            sum += Of(name, value is IReadOnlyList<string> list ? string.Join('\n', list) : Convert.ToString(value, CultureInfo.InvariantCulture)!);
        }

        return sum;
    }

    public static ulong Of(JsonElement document)
    {
        ulong sum = 0;
        foreach (var field in document.EnumerateObject())
        {
            sum += Of(field.Name, field.Value.ValueKind switch
            {
                JsonValueKind.Array => string.Join('\n', field.Value.EnumerateArray().Select(element => element.GetString())),
                JsonValueKind.True => bool.TrueString,
                JsonValueKind.False => bool.FalseString,
                JsonValueKind.Number => field.Value.GetDouble().ToString(CultureInfo.InvariantCulture),
                _ => field.Value.GetString()!,
            });
        }

        return sum;
    }

    private static ulong Of(string name, string value) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes($"{name}={value}".AsSpan()));
}
