using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace DataflowSync;

/// <summary>
/// The local name of one account on one provider. It is chosen by the user and survives a change of host or password.
/// Grammar: <c>[A-Za-z0-9][A-Za-z0-9._-]{0,63}</c>, so it is also a safe directory name.
/// </summary>
public readonly partial record struct ProfileId
{
    private readonly string? _value;

    /// <summary>Makes a profile id from its text.</summary>
    /// <param name="value">1 to 64 characters of the grammar above.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is outside the grammar.</exception>
    public ProfileId(string value)
    {
        if (value is null || !Grammar().IsMatch(value))
        {
            throw new ArgumentException(
                "A profile name is 1 to 64 letters, digits, '.', '_' or '-', and starts with a letter or a digit.", nameof(value));
        }

        _value = value;
    }

    /// <summary>The text of the id; empty for a default value.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Makes a profile id from its text, so that literals can be passed where an id is expected.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is outside the grammar.</exception>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the named alternative.")]
    public static implicit operator ProfileId(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}
