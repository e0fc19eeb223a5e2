using System.Security.Cryptography;
using System.Text.Json;
using DataflowSync.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace DataflowSync.Server.Profiles;

/// <summary>Encrypts user name and password together, for one profile: they open under no other name. Thread-safe.</summary>
internal sealed class CredentialProtector(IDataProtectionProvider provider)
{
    private const string Purpose = "DataflowSync.Server.Credentials.v1";

    public string Protect(string profileId, ProfileCredentials credentials) =>
        For(profileId).Protect(JsonSerializer.Serialize([credentials.Username, credentials.Password], ProfileFileJson.Default.StringArray));

    /// <returns>Null where the keys are missing, or it is not what was encrypted for this profile.</returns>
    public ProfileCredentials? Unprotect(string profileId, string protectedText)
    {
        try
        {
            return JsonSerializer.Deserialize(For(profileId).Unprotect(protectedText), ProfileFileJson.Default.StringArray) is [{ } username, { } password]
                ? new ProfileCredentials(username, password)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector For(string profileId) => provider.CreateProtector(Purpose, profileId);
}
