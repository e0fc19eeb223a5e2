using System.Runtime.CompilerServices;
using System.Text.Json;
using DataflowSync;
using DataflowSync.LiteDb;

// Usage: dotnet run --project samples/JsonArray -- URL ID-PROPERTY PROPERTY… (keeps the named properties of each object)
var store = new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = Path.Combine(Path.GetTempPath(), "json-array") });
var engine = new SyncEngineBuilder().UseStore(store).AddProfile("sample", new JsonArraySource(new Uri(args[0]), args[1..])).Build();
var step = (await engine.RunAsync("sample")).Steps[0];
Console.WriteLine($"{step.Status}: {step.Received} received, {step.Added} added, {step.Updated} updated, {step.Removed} removed {step.Error?.Message}");

internal sealed class JsonArraySource(Uri url, string[] properties) : ICatalogSource
{
    public IReadOnlyList<SyncStep> Steps { get; } = [new("items", new ObjectFormat(properties))];

    public Task<AccountInfo?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<AccountInfo?>(null);

    public async IAsyncEnumerable<SourceBody> OpenAsync(SyncStep step, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        yield return new SourceBody(await http.GetStreamAsync(url, cancellationToken));
    }
}

internal sealed class ObjectFormat(string[] properties) : JsonRecordFormat(itemVersion: 1, properties[0], properties, groupField: null, [])
{
    protected override RejectReason? MapObject(ref Utf8JsonReader reader, ItemBuilder item)
    {
        using var record = JsonDocument.ParseValue(ref reader);
        for (var field = 0; field < Fields.Count; field++)
        {
            item.SetString(field, record.RootElement.TryGetProperty(Fields[field], out var value) ? value.ToString() : string.Empty);
        }

        item.Key = item.Has(0) ? Ledger.KeyOf(record.RootElement.GetProperty(Fields[0]).ToString()) : 0;
        return item.Has(0) ? null : RejectReason.MissingId;
    }
}
