namespace DataflowSync.Pipeline;

/// <summary>
/// Which groups of a list that is fetched group by group came whole, and when to stop asking. Written by the parse stage; the
/// fetch stage reads it between two bodies.
/// </summary>
internal sealed class GroupOutcomes
{
    private const int MaxDeadInARow = 3;
    private const int MaxShown = 20;
    private const int MaxShownLength = 20;

    private readonly HashSet<string> _whole = [];
    private readonly List<string> _failed = [];
    private int _deadInARow;

    /// <summary>Whether so many groups failed one after the other that the next one is not worth asking for.</summary>
    public bool IsGivenUp => _deadInARow >= MaxDeadInARow;

    public bool AnyWhole => _whole.Count > 0;

    public bool AnyFailed => _failed.Count > 0;

    /// <summary>What the group met that failed last.</summary>
    public SyncError? LastError { get; private set; }

    public bool IsWhole(string group) => _whole.Contains(group);

    public void Complete(string group)
    {
        _whole.Add(group);
        _deadInARow = 0;
    }

    public void Fail(string group, SyncError error)
    {
        _failed.Add(group);
        _deadInARow++;
        LastError = error;
    }

    /// <summary>Tells it in a line.</summary>
    public string Describe()
    {
        var line = FormattableString.Invariant($"groups: fetched group by group, {_whole.Count} whole and {_failed.Count} failed");
        if (!AnyFailed)
        {
            return line;
        }

        // Ids are the provider's texts: odd ones are not repeated.
        var shown = _failed.Where(group => group.Length <= MaxShownLength && group.All(char.IsAsciiLetterOrDigit)).Take(MaxShown).ToList();
        return $"{line}{(shown.Count > 0 ? $" ({string.Join(", ", shown)})" : string.Empty)}{(IsGivenUp ? ", then given up" : string.Empty)}; "
            + $"the last error: {LastError!.Message}";
    }
}
