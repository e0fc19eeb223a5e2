namespace DataflowSync;

/// <summary>What <see cref="IRecordFramer.TryRead"/> found.</summary>
public enum FrameStatus
{
    /// <summary>More bytes are needed, at least twice as many as are buffered now.</summary>
    NeedMoreData,

    /// <summary>A whole record.</summary>
    Record,

    /// <summary>The end of the list: it was read to its closing bracket.</summary>
    End,
}
