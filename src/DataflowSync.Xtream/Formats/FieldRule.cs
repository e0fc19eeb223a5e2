using System.Text;

namespace DataflowSync.Xtream.Formats;

/// <summary>
/// Says which property of a record fills which field. Several properties for one field are aliases: the first in the table
/// that says something wins, whatever order the record has them in.
/// </summary>
internal sealed class FieldRule(string property, string field, ValueSetter set, bool isAddress = false)
{
    public byte[] Property { get; } = Encoding.UTF8.GetBytes(property);

    public string Field { get; } = field;

    public ValueSetter Set { get; } = set;

    /// <summary>Whether the values are addresses, which are not kept where they hold the account's credentials.</summary>
    public bool IsAddress { get; } = isAddress;
}
