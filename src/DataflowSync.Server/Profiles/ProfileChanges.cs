using DataflowSync.Hosting;
using DataflowSync.Server.Faults;
using DataflowSync.Xtream;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace DataflowSync.Server.Profiles;

/// <summary>Makes profiles of what is asked for, or says why not, without repeating a value.</summary>
internal sealed class ProfileChanges(ProfileStore store, CredentialProtector protector, IValidateOptions<DataflowSyncOptions> rules)
{
    private const int MaxProfiles = 1_000;

    public StoredProfile Add(ProfileRequest request)
    {
        var id = ReadId(request.Id);
        return Change(id, old => old is null
            ? Make(id, request, old: null)
            : throw new RequestException(StatusCodes.Status409Conflict, "There is a profile of this name already."));
    }

    public StoredProfile Replace(ProfileId id, ProfileRequest request) => request.Id is { } other && other != id.Value
        ? throw new RequestException(StatusCodes.Status400BadRequest, "id: a profile keeps its name; leave it out, or add another profile.")
        : Change(id, old => Make(id, request, old ?? throw new UnknownProfileException(id)));

    public void Remove(ProfileId id) => store.TryChange(id, old => old is null ? throw new UnknownProfileException(id) : null, MaxProfiles, out _);

    private StoredProfile Change(ProfileId id, Func<StoredProfile?, StoredProfile> change) =>
        store.TryChange(id, change, MaxProfiles, out var now)
            ? now!
            : throw new RequestException(StatusCodes.Status409Conflict, $"There are {MaxProfiles} profiles already, and no more may be added.");

    private StoredProfile Make(ProfileId id, ProfileRequest request, StoredProfile? old)
    {
        var account = ReadAccount(id, request, old);
        var profile = new ProfileOptions
        {
            Url = account.BaseUrl.AbsoluteUri,
            Username = account.Username,
            Password = account.Password,
            UserAgent = account.UserAgent,
            Kinds = request.Kinds?.ToArray(),
            Schedule = request.Schedule?.ToSchedule(),
        };
        foreach (var (kind, ids) in request.Categories ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            profile.Categories[kind] = [.. ids];
        }

        Check(id, profile);
        return new StoredProfile
        {
            Id = id.Value,
            Url = account.BaseUrl.AbsoluteUri,
            UserAgent = account.UserAgent,
            Kinds = request.Kinds,
            Categories = request.Categories,
            Schedule = request.Schedule,
            Credentials = protector.Protect(id.Value, new ProfileCredentials(account.Username, account.Password)),
            Stamp = old?.Stamp ?? Guid.NewGuid().ToString("N"),
        };
    }

    private XtreamAccount ReadAccount(ProfileId id, ProfileRequest request, StoredProfile? old)
    {
        try
        {
            var address = XtreamAccount.ReadAddress(request.Url ?? string.Empty);

            // Whoever may change the address must not have the password sent to a host of their own.
            var kept = old is not null && IsSameServer(address, new Uri(old.Url)) ? protector.Unprotect(old.Id, old.Credentials) : null;
            return kept is null || HasCredentials(request)
                ? XtreamAccount.FromLink(request.Url!, request.Username ?? kept?.Username, request.Password, request.UserAgent)
                : new XtreamAccount(request.Url!, request.Username ?? kept.Username, kept.Password, request.UserAgent);
        }
        catch (ArgumentException exception) when (exception.ParamName is "username" or "password")
        {
            throw new RequestException(
                StatusCodes.Status400BadRequest,
                old is null
                    ? "username, password: give both, or a link with both in it as url."
                    : "password: it has to be given for another server, and where it can no longer be read.");
        }
        catch (ArgumentException exception)
        {
            throw new RequestException(StatusCodes.Status400BadRequest, $"url, userAgent: {exception.Message.Split(" (Parameter", 2)[0]}");
        }
    }

    private static bool HasCredentials(ProfileRequest request)
    {
        try
        {
            return request.Password is not null || XtreamAccount.FromLink(request.Url!, username: "any").Password.Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsSameServer(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private void Check(ProfileId id, ProfileOptions profile)
    {
        var options = new DataflowSyncOptions { Profiles = { [id.Value] = profile } };
        if (rules.Validate(Options.DefaultName, options) is { Failed: true, Failures: { } failures })
        {
            throw new RequestException(
                StatusCodes.Status400BadRequest,
                string.Join(" ", failures.Select(failure => failure.Replace($"Profiles:{id}:", string.Empty, StringComparison.Ordinal).Trim())));
        }
    }

    private static ProfileId ReadId(string? id)
    {
        try
        {
            return new ProfileId(id!);
        }
        catch (ArgumentException exception)
        {
            throw new RequestException(StatusCodes.Status400BadRequest, $"id: {exception.Message.Split(" (Parameter", 2)[0]}");
        }
    }
}
