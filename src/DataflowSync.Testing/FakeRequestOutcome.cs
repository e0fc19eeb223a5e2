namespace DataflowSync.Testing;

/// <summary>How far a request to the fake provider has come.</summary>
public enum FakeRequestOutcome
{
    /// <summary>It is being answered, or delayed by a fault.</summary>
    Running,

    /// <summary>A fault has stopped the body; the provider waits for the client to go away.</summary>
    Stalled,

    /// <summary>The whole answer was sent.</summary>
    Completed,

    /// <summary>A fault has ended the answer before its end: a truncation or a reset.</summary>
    CutShort,

    /// <summary>The client went away, or the provider was disposed, before the answer had ended.</summary>
    Aborted,
}
