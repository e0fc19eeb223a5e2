using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DataflowSync.Hosting.Tests.Configuration;

/// <summary>What types, attributes and documentation say of the options: the source of the schema and of the reference.</summary>
internal static partial class OptionReference
{
    private static readonly Dictionary<string, XElement> Documents = new[] { "DataflowSync", "DataflowSync.Xtream", "DataflowSync.Hosting" }
        .SelectMany(name => XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{name}.xml")).Descendants("member"))
        .Where(member => member.Attribute("name")!.Value.StartsWith("P:", StringComparison.Ordinal))
        .ToDictionary(member => member.Attribute("name")!.Value);

    /// <summary>Every setting with its path; a profile's name stands as NAME.</summary>
    public static IEnumerable<(string Path, PropertyInfo Property, object? Default)> Settings() => Settings(new DataflowSyncOptions(), string.Empty);

    public static string Summary(PropertyInfo property) => Text(property, "summary");

    public static string Value(PropertyInfo property) => Text(property, "value");

    public static string TypeName(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(bool) => "true or false",
        var t when t == typeof(int) || t == typeof(long) || t == typeof(double) => "number",
        var t when t == typeof(TimeSpan) => "time, `d.hh:mm:ss`",
        var t when t == typeof(string) => "text",
        var t when t.IsAssignableTo(typeof(System.Collections.IDictionary)) => "lists of texts by kind",
        _ => "list of texts",
    };

    public static string Range(PropertyInfo property) => property.GetCustomAttribute<RangeAttribute>() is { } range
        ? $"{Invariant(range.Minimum)} to {Invariant(range.Maximum)}"
        : property.IsDefined(typeof(RequiredAttribute)) ? "not empty" : string.Empty;

    public static JsonObject Schema()
    {
        var root = Schema(new DataflowSyncOptions());
        return new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { [DataflowSyncOptions.SectionName] = root } };
    }

    public static string Invariant(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static IEnumerable<(string Path, PropertyInfo Property, object? Default)> Settings(object options, string path)
    {
        foreach (var property in options.GetType().GetProperties().OrderBy(property => property.MetadataToken))
        {
            if (Inner(property) is { } inner)
            {
                var name = property.Name == nameof(DataflowSyncOptions.Profiles) ? "Profiles:NAME" : property.Name;
                foreach (var setting in Settings(inner, $"{path}{name}:"))
                {
                    yield return setting;
                }
            }
            else
            {
                yield return (path + property.Name, property, property.GetValue(options));
            }
        }
    }

    /// <summary>An object with settings of its own; null for a setting.</summary>
    private static object? Inner(PropertyInfo property) => property.PropertyType switch
    {
        var type when type == typeof(Dictionary<string, ProfileOptions>) => new ProfileOptions(),
        var type when type == typeof(SyncSchedule) => new SyncSchedule(),
        var type when type.Name.EndsWith("Options", StringComparison.Ordinal) => property.GetValue(new DataflowSyncOptions()),
        _ => null,
    };

    private static JsonObject Schema(object options)
    {
        var properties = new JsonObject();
        foreach (var property in options.GetType().GetProperties().OrderBy(property => property.MetadataToken))
        {
            var schema = Inner(property) is { } inner
                ? property.PropertyType == typeof(Dictionary<string, ProfileOptions>) ? new JsonObject { ["type"] = "object", ["additionalProperties"] = Schema(inner) } : Schema(inner)
                : SettingSchema(property, property.GetValue(options));
            schema["description"] = Summary(property);
            properties[property.Name] = schema;
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties };
    }

    private static JsonObject SettingSchema(PropertyInfo property, object? value)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var schema = new JsonObject();
        if (type == typeof(bool))
        {
            schema["type"] = "boolean";
        }
        else if (type == typeof(int) || type == typeof(long) || type == typeof(double))
        {
            schema["type"] = type == typeof(double) ? "number" : "integer";
            if (property.GetCustomAttribute<RangeAttribute>() is { } range)
            {
                schema["minimum"] = JsonNode.Parse(Invariant(range.Minimum));
                schema["maximum"] = JsonNode.Parse(Invariant(range.Maximum));
            }
        }
        else if (type == typeof(TimeSpan) || type == typeof(string))
        {
            schema["type"] = "string";
            if (type == typeof(TimeSpan))
            {
                schema["pattern"] = @"^(\d+\.)?\d{1,2}:\d{2}(:\d{2}(\.\d{1,7})?)?$";
            }
        }
        else
        {
            var texts = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } };
            schema = type.IsAssignableTo(typeof(System.Collections.IDictionary)) ? new JsonObject { ["type"] = "object", ["additionalProperties"] = texts } : texts;
        }

        if (value is bool or int or long or double)
        {
            schema["default"] = JsonNode.Parse(Invariant(value));
        }
        else if (value is TimeSpan or string { Length: > 0 })
        {
            schema["default"] = Invariant(value);
        }

        return schema;
    }

    private static string Text(PropertyInfo property, string element)
    {
        var member = Documents[$"P:{property.DeclaringType!.FullName}.{property.Name}"].Element(element);
        if (member is null)
        {
            return string.Empty;
        }

        var parts = member.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")!.Value.Split('.')[^1].Split('(')[0]}`",
            XElement inner => $"`{inner.Value}`",
            _ => ((XText)node).Value,
        });
        return Blanks().Replace(string.Concat(parts), " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
