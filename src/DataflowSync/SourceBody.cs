namespace DataflowSync;

/// <summary>One open body of a step. Owned by the engine once yielded: disposed when it was read or given up.</summary>
public sealed class SourceBody : IAsyncDisposable
{
    private readonly IAsyncDisposable? _owner;

    /// <summary>Makes a body.</summary>
    /// <param name="content">Its decoded bytes, read once, forward, asynchronously. Reading must end when its token is cancelled.</param>
    /// <param name="length">Decoded length in bytes, where it is known beforehand.</param>
    /// <param name="owner">What else to dispose after <paramref name="content"/>, for example the response.</param>
    public SourceBody(Stream content, long? length = null, IAsyncDisposable? owner = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        Content = content;
        Length = length;
        _owner = owner;
    }

    /// <summary>The decoded bytes.</summary>
    public Stream Content { get; }

    /// <summary>Decoded length in bytes; null where it is not known.</summary>
    public long? Length { get; }

    /// <summary>The group (category) of which this body is the whole list; null where it is no such part.</summary>
    public string? Group { get; init; }

    /// <summary>
    /// What the source tolerates in this body, one short text each, for the step's warnings: <c>kind: sentence</c>. Read when the
    /// body has been read.
    /// </summary>
    public ICollection<string> Warnings { get; } = [];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync().ConfigureAwait(false);
        if (_owner is not null)
        {
            await _owner.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "SourceBody";
}
