namespace DataflowSync.Crash.Tests.PowerLoss;

/// <summary>What becomes of names that were made, moved and removed since their directory was flushed.</summary>
internal enum NameLoss
{
    /// <summary>They last.</summary>
    None,

    /// <summary>All are as they were.</summary>
    All,

    /// <summary>The first ones last: a journal that was written up to somewhere.</summary>
    Later,

    /// <summary>Some last, in any order; of one that moved, both names may.</summary>
    Random,
}
