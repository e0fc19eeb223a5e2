using System.Diagnostics.CodeAnalysis;

namespace DataflowSync.Fuzz;

/// <summary>What must hold for any bytes did not.</summary>
internal sealed class BrokenInvariantException(string message) : Exception(message)
{
    public static void ThrowIf([DoesNotReturnIf(true)] bool isBroken, string what)
    {
        if (isBroken)
        {
            throw new BrokenInvariantException(what);
        }
    }
}
