using System.Text.RegularExpressions;
using DataflowSync.LiteDb.Documents;

namespace DataflowSync.LiteDb.Building;

/// <summary>Refuses steps whose names cannot be those of files and documents.</summary>
internal static partial class StepNames
{
    /// <exception cref="ArgumentException">The step cannot be stored; the message says why.</exception>
    public static void Validate(SyncStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (!DatasetName().IsMatch(step.Name))
        {
            throw new ArgumentException("A dataset's name is 1 to 64 lower-case letters, digits and hyphens.", nameof(step));
        }

        // LiteDB does not tell the case of field names, and takes _id for itself.
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { ItemDocument.Row };
        foreach (var field in step.Format.Fields)
        {
            if (string.IsNullOrEmpty(field) || !names.Add(field))
            {
                throw new ArgumentException(
                    $"The fields of {step.Name} need names that differ in more than case, and none may be empty or '{ItemDocument.Row}': '{field}'.",
                    nameof(step));
            }
        }
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DatasetName();
}
