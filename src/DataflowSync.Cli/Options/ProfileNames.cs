namespace DataflowSync.Cli.Options;

/// <summary>Names of profiles as they are typed.</summary>
internal static class ProfileNames
{
    /// <exception cref="UsageException">It is none.</exception>
    public static ProfileId Read(string text)
    {
        try
        {
            return new ProfileId(text);
        }
        catch (ArgumentException)
        {
            throw new UsageException("--profile: a name is 1 to 64 letters, digits, '.', '_' or '-', and starts with a letter or a digit.");
        }
    }
}
