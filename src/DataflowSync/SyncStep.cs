namespace DataflowSync;

/// <summary>One list of a source, as data: it fills the dataset of its name.</summary>
/// <param name="Name">Name of the step and of its dataset: lower-case letters, digits and hyphens, for example <c>movie-categories</c>.</param>
/// <param name="Format">How its records are found in bytes and become items.</param>
public sealed record SyncStep(string Name, IRecordFormat Format)
{
    /// <summary>The name for a sentence: <c>movie categories</c>.</summary>
    public string DisplayName => Name.Replace('-', ' ');
}
