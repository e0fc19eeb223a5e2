using System.Text.Json;
using DataflowSync.Testing.Http;
using DataflowSync.Testing.Records;

namespace DataflowSync.Testing.Tests;

/// <summary>A list rendered without a connection.</summary>
internal static class Rendering
{
    public static byte[] Render(FakeList list, int category = 0, bool numbersAsStrings = false)
    {
        ResponseBody body = list.Open(list.Snapshot(), category, numbersAsStrings);
        using MemoryStream bytes = new();
        byte[] block = new byte[ResponseBody.MinBlock];
        int length;
        while ((length = body.Fill(block)) > 0)
        {
            bytes.Write(block, 0, length);
        }

        return bytes.ToArray();
    }

    public static JsonElement RenderJson(FakeList list, int category = 0, bool numbersAsStrings = false) =>
        ProviderClient.Parse(Render(list, category, numbersAsStrings));

    public static int[] Nums(FakeList list) => [.. RenderJson(list).EnumerateArray().Select(row => row.GetProperty("num").GetInt32())];

    public static IEnumerable<string> DatasetNames => Dataset.All.Select(dataset => dataset.Name);
}
