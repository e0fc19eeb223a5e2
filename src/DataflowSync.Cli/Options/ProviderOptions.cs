using System.CommandLine;
using DataflowSync.Xtream;

namespace DataflowSync.Cli.Options;

/// <summary>Which provider and which account: the options of the commands that ask one.</summary>
internal sealed class ProviderOptions
{
    private const string PasswordVariable = "DATAFLOWSYNC_PASSWORD";

    private readonly Option<string> _url = new("--url")
    {
        Description = "Address of the provider, for example http://host:8080, or a whole link: http://host/get.php?username=U&password=P.",
        HelpName = "URL",
        Required = true,
    };

    private readonly Option<string?> _username = new("--username") { Description = "User name at the provider; not needed with a whole link.", HelpName = "U" };
    private readonly Option<string?> _password = new("--password") { Description = $"Password; better in the environment as {PasswordVariable}.", HelpName = "P" };
    private readonly Option<bool> _passwordStdin = new("--password-stdin") { Description = "Read the password from the first line of standard input." };
    private readonly Option<string?> _userAgent = new("--user-agent") { Description = "User-Agent to send; some providers refuse unknown ones.", HelpName = "UA" };
    private readonly Option<bool> _insecureTls = new("--insecure-tls") { Description = "Accept any TLS certificate." };

    private readonly Option<bool> _systemProxy = new("--system-proxy") { Description = "Use the proxy of the environment: HTTP_PROXY, HTTPS_PROXY, NO_PROXY." };

    private readonly Option<bool> _otherHosts = new("--allow-redirects-to-other-hosts")
    {
        Description = "Follow redirects to another host, which is then given the password.",
    };

    private readonly Option<bool> _insecureRedirects = new("--allow-insecure-redirects")
    {
        Description = "Follow redirects from https to http, where the password can be read on the way.",
    };

    private readonly Option<int> _maxCompressionRatio = new("--max-compression-ratio")
    {
        Description = "Largest answer for one byte that was sent, above 16 MiB; larger ones are given up.",
        HelpName = "N",
        DefaultValueFactory = _ => XtreamDefaults.MaxCompressionRatio,
    };

    private readonly Option<TimeSpan> _connectTimeout =
        Durations.Option("--connect-timeout", "Longest wait for a connection.", XtreamDefaults.ConnectTimeout);

    private readonly Option<TimeSpan> _headersTimeout =
        Durations.Option("--headers-timeout", "Longest wait for the first byte of an answer: panels build the whole list before it.", XtreamDefaults.HeadersTimeout);

    private readonly Option<TimeSpan> _requestInterval =
        Durations.Option("--request-interval", "Pause from the end of an answer to the next request, retries included.", XtreamDefaults.RequestInterval);

    private static XtreamOptions XtreamDefaults => new();

    public void AddTo(Command command)
    {
        command.Add(_url);
        command.Add(_username);
        command.Add(_password);
        command.Add(_passwordStdin);
        command.Add(_userAgent);
        command.Add(_requestInterval);
        command.Add(_connectTimeout);
        command.Add(_headersTimeout);
        command.Add(_insecureTls);
        command.Add(_systemProxy);
        command.Add(_otherHosts);
        command.Add(_insecureRedirects);
        command.Add(_maxCompressionRatio);
    }

    public async Task<XtreamAccount> AccountAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var password = await PasswordAsync(result, cancellationToken);
        try
        {
            return XtreamAccount.FromLink(result.GetRequiredValue(_url), result.GetValue(_username), password, result.GetValue(_userAgent));
        }
        catch (ArgumentException exception) when (exception.ParamName == "username" && result.GetValue(_username) is null)
        {
            throw new UsageException("--username is needed, or a --url with user name and password in it.");
        }
        catch (ArgumentException exception) when (exception.ParamName == "password" && password is null)
        {
            throw new UsageException(
                $"a password is needed: --password P, --password-stdin, {PasswordVariable} in the environment, or a --url with user name and password in it.");
        }
        catch (ArgumentException exception)
        {
            // The parameter's name behind the message is ours, not the user's.
            throw new UsageException($"--url, --username, --password or --user-agent: {exception.Message.Split(" (Parameter", 2)[0]}");
        }
    }

    public XtreamOptions Options(ParseResult result)
    {
        var options = new XtreamOptions
        {
            ConnectTimeout = result.GetValue(_connectTimeout),
            HeadersTimeout = result.GetValue(_headersTimeout),
            RequestInterval = result.GetValue(_requestInterval),
            InsecureTls = result.GetValue(_insecureTls),
            UseSystemProxy = result.GetValue(_systemProxy),
            AllowRedirectsToOtherHosts = result.GetValue(_otherHosts),
            AllowInsecureRedirects = result.GetValue(_insecureRedirects),
            MaxCompressionRatio = result.GetValue(_maxCompressionRatio),
        };
        OptionRanges.Check(
            options,
            (nameof(options.ConnectTimeout), _connectTimeout.Name),
            (nameof(options.HeadersTimeout), _headersTimeout.Name),
            (nameof(options.RequestInterval), _requestInterval.Name),
            (nameof(options.MaxCompressionRatio), _maxCompressionRatio.Name));
        return options;
    }

    /// <summary>Leaves room for so many retries: a list or two that are out of order must not keep the others from being asked for.</summary>
    public static void LeaveRoom(XtreamOptions options, int retries)
    {
        const int Steps = 3;
        options.BreakerThreshold = Math.Max(Steps * (retries + 1), XtreamDefaults.BreakerThreshold!.Value);
    }

    /// <returns>Null where none is given beside the link.</returns>
    private async Task<string?> PasswordAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (result.GetValue(_passwordStdin))
        {
            return await FirstLine.ReadAsync(Console.In, cancellationToken) ?? throw new UsageException("--password-stdin: standard input holds no line.");
        }

        return result.GetValue(_password) ?? Environment.GetEnvironmentVariable(PasswordVariable);
    }
}
