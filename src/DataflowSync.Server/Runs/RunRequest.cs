namespace DataflowSync.Server.Runs;

/// <summary>What a sync should do.</summary>
internal sealed record RunRequest
{
    /// <summary>The steps, for example movies and movie-categories; absent for all of the profile.</summary>
    public IReadOnlyList<string>? Steps { get; init; }

    /// <summary>Ids of the categories to keep in this run, by step; absent for those of the profile.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Categories { get; init; }

    /// <summary>Parses every record, even where its bytes are known.</summary>
    public bool Full { get; init; }
}
