namespace DataflowSync;

/// <summary>A source could not give what was asked for. Its message holds no credentials and no URLs.</summary>
public sealed class SourceException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="error">What went wrong, as it goes into the report.</param>
    /// <param name="retryAfter">How long the provider asks to wait before another attempt.</param>
    /// <param name="innerException">What was met, if anything.</param>
    public SourceException(SyncError error, TimeSpan? retryAfter = null, Exception? innerException = null)
        : base(error?.Message, innerException)
    {
        ArgumentNullException.ThrowIfNull(error);
        Error = error;
        RetryAfter = retryAfter;
    }

    /// <summary>Makes the exception from a code and a message.</summary>
    /// <param name="code">The bounded code.</param>
    /// <param name="message">One line for a person, without credentials.</param>
    public SourceException(SyncErrorCode code, string message)
        : this(new SyncError(code, message))
    {
    }

    /// <summary>What went wrong.</summary>
    public SyncError Error { get; }

    /// <summary>How long the provider asks to wait; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; }
}
