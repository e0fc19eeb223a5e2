namespace DataflowSync.Fuzz.Mutation;

/// <summary>One change of a body. Nothing before <see cref="At"/> is changed by it.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="At">Where; beyond the end of a body means its end.</param>
/// <param name="Length">How many bytes it is done to.</param>
/// <param name="Bytes">What is put there, or the bits that are flipped.</param>
internal sealed record ByteMutation(MutationKind Kind, int At, int Length, byte[] Bytes)
{
    public byte[] Apply(byte[] body)
    {
        var at = Math.Min(At, body.Length);
        var end = Math.Min(body.Length, at + Length);
        var before = body.AsSpan(0, at);
        var part = body.AsSpan(at, end - at);
        var after = body.AsSpan(end);
        return Kind switch
        {
            MutationKind.Flip => [.. before, .. part.ToArray().Select((value, i) => (byte)(value ^ Bytes[i % Bytes.Length])), .. after],
            MutationKind.Overwrite => [.. before, .. Bytes, .. body.AsSpan(Math.Min(body.Length, at + Bytes.Length))],
            MutationKind.Insert => [.. before, .. Bytes, .. part, .. after],
            MutationKind.Delete => [.. before, .. after],
            MutationKind.Duplicate => [.. before, .. part, .. part, .. after],
            MutationKind.Swap => [.. before, .. after[..Math.Min(after.Length, Length)], .. part, .. after[Math.Min(after.Length, Length)..]],
            _ => [.. before],
        };
    }

    public override string ToString() => $"{Kind} {At}+{Length} {Convert.ToHexString(Bytes)}";
}
