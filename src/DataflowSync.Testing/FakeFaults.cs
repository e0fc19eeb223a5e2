namespace DataflowSync.Testing;

/// <summary>
/// The faults that wait for their requests. One fault a request: the one added first that matches it and has times left. Thread-safe.
/// </summary>
public sealed class FakeFaults
{
    private readonly Lock _gate = new();
    private readonly List<(Fault Fault, int? Left)> _waiting = [];

    internal FakeFaults()
    {
    }

    /// <summary>How many faults have times left.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Adds a fault behind the ones that wait.</summary>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
        {
            _waiting.Add((fault, fault.Times));
        }
    }

    /// <summary>Forgets all faults; requests that have met one are not helped.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _waiting.Clear();
        }
    }

    /// <param name="target">The name of a dataset, <see cref="Fault.AccountCheck"/>, or null for what only "everything" matches.</param>
    /// <param name="category">The category asked for; null for the whole list.</param>
    internal Fault? Take(string? target, string? category)
    {
        lock (_gate)
        {
            int index = _waiting.FindIndex(waiting => Meets(waiting.Fault, target, category));
            if (index < 0)
            {
                return null;
            }

            (Fault fault, int? left) = _waiting[index];
            if (left == 1)
            {
                _waiting.RemoveAt(index);
            }
            else
            {
                _waiting[index] = (fault, left - 1);
            }

            return fault;
        }
    }

    private static bool Meets(Fault fault, string? target, string? category) =>
        (fault.Target == Fault.Everything || fault.Target == target)
            && (fault.Category is null || fault.Category == (category ?? Fault.WholeList));
}
