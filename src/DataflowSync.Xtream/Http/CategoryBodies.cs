using System.Buffers;
using System.Runtime.CompilerServices;

namespace DataflowSync.Xtream.Http;

/// <summary>Asks for a list category by category: one request each, one after the other.</summary>
/// <param name="api">The provider.</param>
/// <param name="action">Asks for the list.</param>
/// <param name="categoriesAction">Asks for the list of its categories.</param>
/// <param name="categoryFormat">Reads that.</param>
internal sealed class CategoryBodies(PlayerApi api, string action, string categoriesAction, IRecordFormat categoryFormat)
{
    private const int MaxCategoryBytes = 1 << 20;
    private const int MaxCategoryDepth = 64;

    /// <param name="wanted">Ids of the categories; null for all that the provider lists.</param>
    /// <param name="cancellationToken">Cancels a request.</param>
    public async IAsyncEnumerable<SourceBody> OpenAsync(
        IReadOnlyCollection<string>? wanted,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in wanted ?? await ReadIdsAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return await OpenAsync(id, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<SourceBody> OpenAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var body = await api.GetAsync($"&action={action}&category_id={Uri.EscapeDataString(id)}", cancellationToken).ConfigureAwait(false);
            return body.ToBody(id);
        }
        catch (SourceException failure) when (!failure.Error.EndsRun)
        {
            return new SourceBody(new BrokenStream(failure)) { Group = id };
        }
    }

    private async Task<IReadOnlyCollection<string>> ReadIdsAsync(CancellationToken cancellationToken)
    {
        var answer = new ReadOnlySequence<byte>(await api.ReadAsync($"&action={categoriesAction}", cancellationToken).ConfigureAwait(false));
        var framer = categoryFormat.CreateFramer(MaxCategoryBytes, MaxCategoryDepth);
        var category = new ItemBuilder(categoryFormat);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        while (framer.TryRead(ref answer, isFinal: true, out var frame) == FrameStatus.Record)
        {
            category.Reset();
            if (frame.Reject is null && categoryFormat.Map(frame.Bytes, category) is null)
            {
                ids.Add(category.ToItem().Id);
            }
        }

        return ids;
    }
}
