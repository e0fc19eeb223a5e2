using System.Text;

namespace DataflowSync.Xtream.Tests.Fuzzing;

/// <summary>A whole list of one step, as a panel sends it.</summary>
internal sealed record PanelList(string Step, bool IsKeyed, string Before, string Blank, IReadOnlyList<string> Records)
{
    public IRecordFormat Format { get; } = Sources.Format(Step);

    public byte[] Body() => Encoding.UTF8.GetBytes(Write(Records.Count) + Blank + (IsKeyed ? '}' : ']'));

    /// <summary>How many records end before this byte of the body.</summary>
    public int CountBefore(int at) => Enumerable.Range(1, Records.Count).Count(count => Encoding.UTF8.GetByteCount(Write(count)) <= at);

    public override string ToString() => $"{Step}: {Encoding.UTF8.GetString(Body())}";

    /// <summary>The list to the end of a record.</summary>
    private string Write(int count) => Before + (IsKeyed ? '{' : '[') + string.Join(',', Records.Take(count)
        .Select((record, index) => Blank + (IsKeyed ? $"\"{index * 2}\"{Blank}:{Blank}" : "") + record));
}
