using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DataflowSync.Hosting.Tests.Setup;
using DataflowSync.Tests.Shared;

namespace DataflowSync.Hosting.Tests.Configuration;

/// <summary>
/// The schema of appsettings.json and the reference say what the options say. With <c>DATAFLOWSYNC_WRITE_REFERENCE=1</c> in the
/// environment the tests write both anew, and pass.
/// </summary>
public sealed class ReferenceTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void The_schema_of_the_package_names_every_option_with_its_type_default_and_range() =>
        AssertFile("src/DataflowSync.Hosting/ConfigurationSchema.json", OptionReference.Schema().ToJsonString(Indented) + "\n");

    [Fact]
    public void The_reference_names_every_option_with_its_type_default_range_and_meaning()
    {
        var text = new StringBuilder("""
            # Configuration

            Every setting of `AddDataflowSync(configuration.GetSection("DataflowSync"))`, generated from the options and their documentation. `NAME` is the
            name of a profile. What is not valid keeps the host from starting, and is told by its name. Profiles are followed while the host runs;
            all else is read when it starts. In the environment `:` is written `__`: `DataflowSync__Profiles__home__Password`.

            | setting | is | default | range | meaning |
            |---|---|---|---|---|

            """);
        foreach (var (path, property, value) in OptionReference.Settings())
        {
            var shown = value is bool or int or long or double or TimeSpan or string { Length: > 0 } ? $"`{OptionReference.Invariant(value)}`" : "none";
            text.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"| `{path}` | {OptionReference.TypeName(property.PropertyType)} | {shown} | {OptionReference.Range(property)} | {OptionReference.Summary(property).Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        AssertFile("docs/configuration.md", text.ToString());
    }

    [Fact]
    public void Every_option_has_a_meaning() =>
        Assert.All(OptionReference.Settings(), setting => Assert.NotEmpty(OptionReference.Summary(setting.Property)));

    private static void AssertFile(string name, string expected)
    {
        var path = Path.Combine(Repository.Root, name);
        if (Environment.GetEnvironmentVariable("DATAFLOWSYNC_WRITE_REFERENCE") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path), ignoreLineEndingDifferences: true);
    }
}
