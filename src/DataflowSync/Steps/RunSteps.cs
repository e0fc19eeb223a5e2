namespace DataflowSync.Steps;

/// <summary>Finds the steps a run asks for among those a source offers.</summary>
internal static class RunSteps
{
    /// <exception cref="ArgumentException">A name is not one of the source's steps.</exception>
    public static IReadOnlyList<SyncStep> Select(ICatalogSource source, RunOptions options)
    {
        var names = source.Steps.Select(step => step.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in (options.Steps ?? []).Concat(options.Categories?.Keys ?? []).Concat(options.AcceptShrink))
        {
            if (!names.Contains(name))
            {
                throw new ArgumentException($"There is no step '{name}'. Steps: {string.Join(", ", names)}.", nameof(options));
            }
        }

        foreach (var filtered in options.Categories?.Keys ?? [])
        {
            if (source.Steps.First(step => step.Name == filtered).Format.GroupField is null)
            {
                throw new ArgumentException($"Items of step '{filtered}' are not in categories, so it cannot be filtered.", nameof(options));
            }
        }

        return options.Steps is { Count: > 0 } wanted ? [.. source.Steps.Where(step => wanted.Contains(step.Name))] : source.Steps;
    }
}
