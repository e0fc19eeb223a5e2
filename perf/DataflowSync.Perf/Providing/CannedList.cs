using DataflowSync.Testing;

namespace DataflowSync.Perf.Providing;

/// <summary>The movies of a fake provider, rendered once: sending them costs no more than copying, as a panel behind a cache would.</summary>
/// <param name="Chunks">The body.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Rows">Records in it.</param>
internal sealed record CannedList(IReadOnlyList<byte[]> Chunks, long Bytes, int Rows)
{
    private const int ChunkSize = 1 << 20;

    public static async Task<CannedList> RenderAsync(FakeProvider provider, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        var query = $"username={provider.Username}&password={provider.Password}&action={provider.Catalog.Movies.Action}";
        await using var body = await client.GetStreamAsync(new Uri(provider.BaseAddress, $"player_api.php?{query}"), cancellationToken);
        var chunks = new List<byte[]>();
        int read;
        do
        {
            var chunk = GC.AllocateUninitializedArray<byte>(ChunkSize);
            read = await body.ReadAtLeastAsync(chunk, ChunkSize, throwOnEndOfStream: false, cancellationToken);
            chunks.Add(read == ChunkSize ? chunk : chunk[..read]);
        }
        while (read == ChunkSize);

        return new CannedList(chunks, chunks.Sum(chunk => (long)chunk.Length), provider.Catalog.Movies.CountRows());
    }
}
