namespace DataflowSync.Testing;

/// <summary>In which order a list of the fake provider holds its ids when it starts.</summary>
public enum FakeIdOrder
{
    /// <summary>Each id is greater than the one before it, as a panel that sorts by id sends them.</summary>
    Ascending,

    /// <summary>The same ids in an order drawn from the seed, as a panel that sorts by name or by hand sends them.</summary>
    Shuffled,
}
