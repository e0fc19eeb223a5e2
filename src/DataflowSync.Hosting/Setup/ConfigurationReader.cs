using Microsoft.Extensions.Configuration;

namespace DataflowSync.Hosting.Setup;

/// <summary>
/// Reads the options from a configuration, part by part: the binder passes over an entry of a dictionary that has a value it cannot
/// read, and a profile with a typing error would silently be none. What cannot be read is told by its name, never with its value.
/// </summary>
internal static class ConfigurationReader
{
    public static void Read(IConfiguration section, DataflowSyncOptions options)
    {
        options.DataDirectory = section[nameof(DataflowSyncOptions.DataDirectory)] ?? options.DataDirectory;
        Read(section, nameof(DataflowSyncOptions.Engine), options.Engine, options);
        Read(section, nameof(DataflowSyncOptions.Xtream), options.Xtream, options);
        Read(section, nameof(DataflowSyncOptions.Scheduler), options.Scheduler, options);
        foreach (var profile in section.GetSection(nameof(DataflowSyncOptions.Profiles)).GetChildren())
        {
            Read(profile, $"Profiles:{profile.Key}", options.GetProfile(profile.Key), options.ReadingFailures);
        }
    }

    public static void Read(IConfiguration section, string path, object target, List<string> failures)
    {
        try
        {
            section.Bind(target);
        }
        catch (InvalidOperationException)
        {
            // Its text has the value.
            Find(section, path, target.GetType(), failures);
        }
    }

    private static void Read(IConfiguration section, string name, object target, DataflowSyncOptions options) =>
        Read(section.GetSection(name), name, target, options.ReadingFailures);

    /// <summary>Finds out which values cannot be read, one by one.</summary>
    private static void Find(IConfiguration section, string path, Type type, List<string> failures)
    {
        foreach (var property in type.GetProperties())
        {
            var value = section.GetSection(property.Name);
            try
            {
                value.Get(property.PropertyType);
            }
            catch (InvalidOperationException) when (value.GetChildren().Any())
            {
                Find(value, $"{path}:{property.Name}", property.PropertyType, failures);
            }
            catch (InvalidOperationException)
            {
                failures.Add($"{path}:{property.Name}: the value is not a {(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).Name}.");
            }
        }
    }
}
