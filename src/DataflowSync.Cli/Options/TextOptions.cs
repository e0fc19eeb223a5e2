using System.CommandLine;

namespace DataflowSync.Cli.Options;

/// <summary>Rules for options that are text.</summary>
internal static class TextOptions
{
    /// <summary>Refuses a value of nothing but blanks: a variable of a script that is not set.</summary>
    public static Option<T> NotBlank<T>(this Option<T> option)
        where T : class?
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
            {
                result.AddError($"{option.Name}: must not be empty.");
            }
        });
        return option;
    }
}
