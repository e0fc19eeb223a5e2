namespace DataflowSync;

/// <summary>Why a record could not become an item.</summary>
public enum RejectReason
{
    /// <summary>The id is absent, null or blank.</summary>
    MissingId,

    /// <summary>The id is there but is not one: zero, negative, text where a number is due, a container.</summary>
    InvalidId,

    /// <summary>The element of the list is not an object.</summary>
    NotAnObject,

    /// <summary>The record is larger than the limit.</summary>
    TooLarge,
}
