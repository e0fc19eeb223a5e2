using System.Buffers;

namespace DataflowSync;

/// <summary>Finds the records in the bytes of one body. Stateful, used by one thread at a time, forward only.</summary>
public interface IRecordFramer
{
    /// <summary>What was tolerated so far, one short text each.</summary>
    IReadOnlyList<string> Warnings { get; }

    /// <summary>Looks for the next record.</summary>
    /// <param name="buffer">Unread bytes; moved behind what was used up. Valid frames point into it until it is advanced.</param>
    /// <param name="isFinal">
    /// Whether no more bytes will follow. Where they broke off, the records before are asked for without it; what is said with it then
    /// makes no list of them.
    /// </param>
    /// <param name="frame">The record, where <see cref="FrameStatus.Record"/> is returned.</param>
    /// <exception cref="SourceException">The body is not what it should be, or ended too early.</exception>
    FrameStatus TryRead(ref ReadOnlySequence<byte> buffer, bool isFinal, out RecordFrame frame);
}
