using System.CommandLine;
using System.CommandLine.Parsing;

namespace DataflowSync.Cli;

/// <summary>
/// Says what is wrong with a command line without repeating its values: an argument too many may be the rest of a password
/// with a blank in it.
/// </summary>
internal static class UsageErrors
{
    public static string Explain(ParseResult parsed) => parsed.UnmatchedTokens is [var token, ..]
        ? OptionName(token) is { } name ? $"unrecognized argument {name}." : "unrecognized argument."
        : WithoutValues(parsed.Errors[0]);

    private static string? OptionName(string token)
    {
        var name = token.Split('=', ':')[0];
        return name.Length > 2 && name.StartsWith("--", StringComparison.Ordinal) && name.All(letter => char.IsAsciiLetter(letter) || letter == '-')
            ? name
            : null;
    }

    private static string WithoutValues(ParseError error) => (error.SymbolResult?.Tokens ?? []).Aggregate(
        error.Message,
        (message, token) => message.Replace($"'{token.Value}'", "given", StringComparison.Ordinal));
}
