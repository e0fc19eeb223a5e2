namespace DataflowSync.Perf.Contenders;

/// <summary>A way to bring a provider's list of movies somewhere. Run once, in a process of its own.</summary>
internal interface IContender
{
    /// <summary>Fetches the list and does what this contender does with it.</summary>
    /// <returns>How much it was.</returns>
    Task<Fetched> RunAsync(ContenderContext context, CancellationToken cancellationToken);
}
