namespace DataflowSync.Hosting.Profiles;

/// <summary>What a profile asks of every run that does not ask for something else.</summary>
internal static class ProfileDefaults
{
    public static RunOptions Apply(SyncProfile? profile, RunOptions? options)
    {
        options ??= new RunOptions();
        if (profile is null)
        {
            return options;
        }

        var steps = options.Steps is { Count: > 0 } ? options.Steps : profile.Kinds?.SelectMany(SyncKinds.StepsOf).ToList();
        return options with { Steps = steps, Categories = options.Categories ?? profile.Categories };
    }
}
