using DataflowSync.Server.Security;
using DataflowSync.Server.Setup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace DataflowSync.Server.Monitoring;

/// <summary>The OpenAPI document.</summary>
internal static class ApiDocument
{
    public static void Add(IServiceCollection services, ServerSettings settings) => services.AddOpenApi(options => options
        .AddSchemaTransformer((schema, context, _) =>
        {
            // What has a converter of its own is described by nobody else.
            if (context.JsonTypeInfo.Type == typeof(DateTimeOffset) || context.JsonTypeInfo.Type == typeof(DateTimeOffset?))
            {
                schema.Type = context.JsonTypeInfo.Type == typeof(DateTimeOffset) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            }

            return Task.CompletedTask;
        })
        .AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "DataflowSync",
                Version = "v1",
                Description = "Brings catalogs of providers into a local store, again and again. Errors are problem+json.",
            };

            // Wherever it was fetched from.
            document.Servers = [new OpenApiServer { Url = "/" }];
            if (settings.Key is not null)
            {
                AddKey(document);
            }

            return Task.CompletedTask;
        }));

    private static void AddKey(OpenApiDocument document)
    {
        document.AddComponent("bearer", new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" });
        document.AddComponent("header", new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = KeyHolders.HeaderName });
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("header", document)] = [] },
        ];
    }
}
