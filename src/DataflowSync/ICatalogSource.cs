namespace DataflowSync;

/// <summary>
/// Where a catalog comes from: the account of one profile at one provider. The engine asks for one body at a time;
/// an implementation need not be thread-safe beyond that, but several runs in a row use the same object.
/// </summary>
public interface ICatalogSource
{
    /// <summary>The steps this source offers, in the order they run. Constant.</summary>
    IReadOnlyList<SyncStep> Steps { get; }

    /// <summary>Asks whether the account may be used, before anything is fetched.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>What the provider says of the account; null where it has no such notion.</returns>
    /// <exception cref="SourceException">The account is refused or inactive, or the provider cannot be asked.</exception>
    Task<AccountInfo?> CheckAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Opens the data of a step as one or several bodies, each opened when it is asked for: a list, or its pages or categories.
    /// The engine disposes each body before it asks for the next one.
    /// </summary>
    /// <param name="step">One of <see cref="Steps"/>.</param>
    /// <param name="cancellationToken">Cancels opening.</param>
    /// <exception cref="SourceException">A body could not be opened.</exception>
    IAsyncEnumerable<SourceBody> OpenAsync(SyncStep step, CancellationToken cancellationToken);

    /// <summary>
    /// Opens the data of a step group by group, each body with its <see cref="SourceBody.Group"/>: the second way to a list that
    /// came empty or not in time as a whole at every attempt. A body that cannot be opened throws when it is read, so that one
    /// group costs no other; after three such in a row no further one is asked for.
    /// </summary>
    /// <param name="step">One of <see cref="Steps"/>.</param>
    /// <param name="groups">The groups wanted; null for all.</param>
    /// <param name="cancellationToken">Cancels opening.</param>
    /// <returns>Null where the source has no such way.</returns>
    /// <exception cref="SourceException">The groups are not known.</exception>
    IAsyncEnumerable<SourceBody>? OpenGroupsAsync(SyncStep step, IReadOnlyCollection<string>? groups, CancellationToken cancellationToken) => null;
}
