using System.Buffers.Text;
using System.IO.Hashing;
using System.Text;

namespace DataflowSync;

/// <summary>
/// The 64-bit key of an item in a ledger. A positive integer is its own key; any other id is hashed to a negative one,
/// so the two never meet. Two different texts share a key with a probability of about 5·10⁻⁸ in a million items.
/// </summary>
public static class RecordKey
{
    /// <summary>The key of a positive integer id.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is not positive.</exception>
    public static long Of(long id)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(id);
        return id;
    }

    /// <summary>The key of an id as UTF-8 text: its canonical decimal form is the integer's key.</summary>
    public static long Of(ReadOnlySpan<byte> utf8) =>
        utf8.Length is > 0 and < 20 && utf8[0] is >= (byte)'1' and <= (byte)'9'
            && Utf8Parser.TryParse(utf8, out long integer, out var consumed) && consumed == utf8.Length
            ? integer
            : (long)(XxHash3.HashToUInt64(utf8) | 1UL << 63);

    /// <summary>The key of an id as text.</summary>
    public static long Of(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Of(Encoding.UTF8.GetBytes(id));
    }
}
