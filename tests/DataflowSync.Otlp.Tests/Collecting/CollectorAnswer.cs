namespace DataflowSync.Otlp.Tests.Collecting;

/// <summary>What a collector says to what it gets.</summary>
internal enum CollectorAnswer
{
    Accept,

    /// <summary>401.</summary>
    Refuse,

    /// <summary>It takes everything and never answers.</summary>
    Nothing,
}
