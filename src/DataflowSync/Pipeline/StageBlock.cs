using System.Threading.Tasks.Dataflow;

namespace DataflowSync.Pipeline;

/// <summary>A block of a graph with its name and bound, to be shown and measured.</summary>
/// <param name="Name">Name of the stage.</param>
/// <param name="Capacity">Most messages it holds.</param>
/// <param name="Completion">Ends when the stage has ended and none of its work goes on.</param>
internal sealed record StageBlock(string Name, int Capacity, Task Completion)
{
    public static ExecutionDataflowBlockOptions Options(string name, int capacity, CancellationToken cancellationToken) => new()
    {
        BoundedCapacity = capacity,
        MaxDegreeOfParallelism = 1,
        CancellationToken = cancellationToken,
        NameFormat = name,
    };
}
